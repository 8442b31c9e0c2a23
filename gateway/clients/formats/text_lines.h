#pragma once

#include "gateway/core/result.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::clients {

// Lines of a text by byte offsets. Private to the room.

/// How many levels a file may have.
inline constexpr std::size_t kMaxDepth = 64;

inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// How long the byte order mark at the front is: 3 or 0.
std::size_t markLength(std::string_view text);
/// The end of line that `text` has: that of its first line; "\n" if it has one line only.
std::string_view lineEndOf(std::string_view text);
/// Where the line of `at` begins; behind the byte order mark in the first one.
std::size_t lineBegin(std::string_view text, std::size_t at);
/// Where its text ends, before the line end.
std::size_t lineTextEnd(std::string_view text, std::size_t at);
/// Where the next line begins, or the end of the text.
std::size_t nextLine(std::string_view text, std::size_t at);
/// The number of the line of `at`, counted from 1.
std::size_t lineNumber(std::string_view text, std::size_t at);
/// Where the line with this number, from 1, begins; the text's end if there is none.
std::size_t beginOfLine(std::string_view text, std::size_t number);
/// What blanks the line of `at` begins with.
std::string_view indentAt(std::string_view text, std::size_t at);
/// Whether nothing but blanks, or a comment behind '#', stands in the line of `at`.
bool isEmptyLine(std::string_view text, std::size_t at);
/// The end of the last line in [begin, end) that is not empty in this sense; `begin` if all are.
std::size_t endWithoutEmptyLines(std::string_view text, std::size_t begin, std::size_t end);
/// The first place from `at` on that is no blank or tab.
std::size_t skipBlanks(std::string_view text, std::size_t at);
/// Puts whole lines, each with a line end, in front of the line that begins at `at`; at the end of a text whose last line has
/// none, neither does it afterwards.
std::string withLines(std::string_view text, std::size_t at, std::string lines);
/// `text` with [begin, end) replaced.
std::string spliced(std::string_view text, std::size_t begin, std::size_t end, std::string_view replacement);

/// "line 3: what": why something cannot be edited.
tl::unexpected<Error> refusal(std::string_view text, std::size_t at, Sentence what);

} // namespace gateway::clients
