import js from '@eslint/js'
import { defineConfig, globalIgnores } from 'eslint/config'
import tseslint from 'typescript-eslint'

export default defineConfig([
  globalIgnores(['dist/', '.data/', 'node_modules/']),
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // Nest modules are classes that carry only a decorator.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // A DTO is a class only because validation and the OpenAPI document need one; its values are plain JSON.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Read the typed Config instead.' },
        { object: 'Date', property: 'now', message: 'Use the injected Clock or the database clock.' },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Use the injected Clock or the database clock.' },
      ],
      'no-console': 'error',
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    // The one place that reads the environment, and those that hand it on to child processes and workers.
    files: ['src/shared/config.ts', 'src/demo.ts', 'test/support/**/*.ts', 'test/browser/{chromium,browsing}.ts', 'test/process*.ts'],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    // supertest hands over response bodies as any; the tests name their shape where they read them.
    files: ['test/**/*.ts', 'src/**/*.spec.ts'],
    rules: { '@typescript-eslint/no-unsafe-assignment': 'off' },
  },
  { files: ['**/*.js', '**/*.cjs'], languageOptions: { globals: { Buffer: 'readonly', process: 'readonly', module: 'readonly' } } },
  {
    // What browsers run.
    files: ['src/web/assets/*.js'],
    languageOptions: {
      globals: Object.fromEntries(
        [
          'addEventListener',
          'CSS',
          'clearInterval',
          'clearTimeout',
          'document',
          'DOMParser',
          'fetch',
          'FormData',
          'HTMLInputElement',
          'localStorage',
          'history',
          'innerHeight',
          'location',
          'performance',
          'setInterval',
          'setTimeout',
          'URLSearchParams',
          'XMLHttpRequest',
        ].map(name => [name, 'readonly']),
      ),
    },
  },
])
