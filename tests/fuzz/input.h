#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace fuzz {

/// What a target is given: a text, and before it a line such as "~mcz" where it
/// matters how the text is cut or which of several readers gets it. A file
/// without that line is a text as it is, so that recordings serve as they are.
class Input {
public:
    Input(const std::uint8_t* data, std::size_t size);

    std::string_view text() const { return m_text; }
    /// The first character of the line; 0: there is none.
    char choice() const { return m_line.empty() ? '\0' : m_line.front(); }
    /// Of the line too, from its second character on; 0 behind its end.
    unsigned number(std::size_t index) const;
    /// The text; under the line "~D" it is five parts with "%%" between them, and the
    /// second and fourth are there many times: how JSON gets deep.
    std::string unfolded() const;
    /// `text` in pieces of the line's lengths, over and over: 1 to 26 bytes for a
    /// to z, and more for what sorts below the letters.
    std::vector<std::string_view> pieces(std::string_view text) const;

private:
    std::string_view m_line;
    std::string_view m_text;
};

/// Ends the process, with `rule` as the last word, unless it holds.
void require(bool holds, const char* rule);

/// A copy without a byte behind it that may be read.
std::vector<char> exactly(std::string_view text);
std::string_view viewOf(const std::vector<char>& bytes);

/// What stands before `mark`, taken off the front of `text` together with the mark.
std::string_view takeUntil(std::string_view& text, std::string_view mark);

} // namespace fuzz
