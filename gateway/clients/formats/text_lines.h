#pragma once

#include "gateway/core/result.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::clients {

// Lines of a text by byte offset. Private to the room.

/// Maximum nesting depth of a file.
inline constexpr std::size_t kMaxDepth = 64;

inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// Length of a byte order mark at the beginning: 3 or 0.
std::size_t markLength(std::string_view text);
/// The line end used in `text`: that of its first line; "\n" if there is only one line.
std::string_view lineEndOf(std::string_view text);
/// The start of the line that contains `at`; after the byte order mark in the first one.
std::size_t lineBegin(std::string_view text, std::size_t at);
/// The end of its text, before the line end.
std::size_t lineTextEnd(std::string_view text, std::size_t at);
/// The start of the next line, or the end of the text.
std::size_t nextLine(std::string_view text, std::size_t at);
/// The number of the line that contains `at`, counted from 1.
std::size_t lineNumber(std::string_view text, std::size_t at);
/// The start of the line with this number, from 1; the end of the text if there is none.
std::size_t beginOfLine(std::string_view text, std::size_t number);
/// The indentation of the line that contains `at`.
std::string_view indentAt(std::string_view text, std::size_t at);
/// Whether the line that contains `at` has only spaces, or a comment after '#'.
bool isEmptyLine(std::string_view text, std::size_t at);
/// The end of the last line in [begin, end) that is not empty in this sense; `begin` if all are.
std::size_t endWithoutEmptyLines(std::string_view text, std::size_t begin, std::size_t end);
/// The first position from `at` that is not a space or tab.
std::size_t skipBlanks(std::string_view text, std::size_t at);
/// Inserts whole lines, each with a line end, before the line that starts at `at`; if the text has no line end at its
/// end, it has none afterwards either.
std::string withLines(std::string_view text, std::size_t at, std::string lines);
/// `text` with [begin, end) replaced.
std::string spliced(std::string_view text, std::size_t begin, std::size_t end, std::string_view replacement);

/// "line 3: what": why the file cannot be edited.
tl::unexpected<Error> refusal(std::string_view text, std::size_t at, Sentence what);

} // namespace gateway::clients
