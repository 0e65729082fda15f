import { expect } from '@jest/globals'
import type { Locator, Page } from 'playwright-core'

/** More stops than any page of these journeys has. */
const MOST_STOPS = 300

interface Stop {
  isMarked: boolean
  isOnScreen: boolean
  html: string
}

/** Where the focus is, in the browser; past the last stop of a page it is on the browser itself. */
const STOP = `(() => {
  const element = document.activeElement
  if (element === null || element === document.body) return null
  const { bottom, right, top, left, width, height } = element.getBoundingClientRect()
  const label = element.nextElementSibling
  const styles = [getComputedStyle(element), ...(label === null ? [] : [getComputedStyle(label, '::before')])]
  return {
    isMarked: styles.some(({ outlineStyle, boxShadow }) => outlineStyle !== 'none' || boxShadow !== 'none'),
    isOnScreen: width > 1 && height > 1 && bottom > 0 && right > 0 && top < innerHeight && left < innerWidth,
    html: element.outerHTML.slice(0, 200),
  }
})()`

/** Somebody without a mouse: goes by Tab alone, and sees at every stop where they are. */
export class Keyboard {
  constructor(readonly page: Page) {}

  /** Goes on until the thing is reached. */
  async tabTo(target: Locator): Promise<void> {
    for (let stop = 0; stop < MOST_STOPS; stop += 1) {
      if (await this.isOn(target)) return
      await this.page.keyboard.press('Tab')
      await this.expectVisibleFocus()
    }
    throw new Error(`The Tab key does not lead to ${String(target)}.`)
  }

  /** Follows a link or presses a button, and waits for the page that answers. */
  async enter(target: Locator): Promise<void> {
    await this.tabTo(target)
    const answered = this.page.waitForEvent('domcontentloaded')
    await this.page.keyboard.press('Enter')
    await answered
  }

  /** Follows a link within the page. */
  async jump(target: Locator): Promise<void> {
    await this.tabTo(target)
    await this.page.keyboard.press('Enter')
  }

  async tick(target: Locator): Promise<void> {
    await this.tabTo(target)
    await this.page.keyboard.press('Space')
    expect(await target.isChecked()).toBe(true)
  }

  /** Types into an empty field, or over all that is there. */
  async type(target: Locator, text: string): Promise<void> {
    await this.tabTo(target)
    await this.page.keyboard.press('ControlOrMeta+A')
    await this.page.keyboard.insertText(text)
    expect(await target.inputValue()).toBe(text)
  }

  async isOn(target: Locator): Promise<boolean> {
    return (await target.and(this.page.locator(':focus')).count()) > 0
  }

  /** The stop, or the label that is drawn for it, has an outline or a shadow, and stands on the screen. */
  private async expectVisibleFocus(): Promise<void> {
    const stop = await this.page.evaluate<Stop | null>(STOP)
    if (stop !== null) expect(stop).toEqual({ isMarked: true, isOnScreen: true, html: stop.html })
  }
}
