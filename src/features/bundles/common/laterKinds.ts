/** Lines that tell figures of the units below the sender (common/toldLines.ts). */
export const TOLD_KIND = 'quarterFigures'
/** First line of a part of the photos and papers that move with a book (common/books/bookFileLines.ts). */
export const BOOK_FILES_KIND = 'bookFiles'
