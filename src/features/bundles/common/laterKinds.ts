/** Lines that tell figures of the units below the sender (common/toldLines.ts). */
export const TOLD_KIND = 'quarterFigures'
/** A line that tells of a book that was taken over (common/books/takenBookLines.ts). */
export const TAKEN_BOOK_KIND = 'bookTaken'
/** First line of a part of the photos and papers that move with a book (common/books/bookFileLines.ts). */
export const BOOK_FILES_KIND = 'bookFiles'
