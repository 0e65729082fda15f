/** Working days within which an officer decides on a registration. Own figure: nobody can bid or buy before, and looking numbers up takes minutes. */
export const REGISTRATION_WORKING_DAYS = 5
