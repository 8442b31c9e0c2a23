#pragma once

#include <string>
#include <string_view>

namespace gateway::protocol::responses {

/// Extracts the text from {"input": "..."}, the arguments of a free-form tool where there are only functions, while
/// they are streamed in arbitrary pieces. Anything of another shape is held back to the end; the result is then the
/// text of its "input" if it has one, otherwise the text as received.
class FreeFormInput {
public:
    /// The next piece of the text; may be empty.
    std::string feed(std::string_view piece);
    /// The text that was held back.
    std::string finish();

private:
    enum class State { Opening, Text, Escape, Unicode, Over, Other };

    void readOpening(char c);
    void readText(char c, std::string& out);
    void readEscape(char c, std::string& out);
    void readUnicode(char c, std::string& out);
    void endUnit(std::string& out);
    void giveUpHalf(std::string& out);

    State m_state = State::Opening;
    std::string m_raw; // everything until the text begins
    std::size_t m_matched = 0; // number of matched characters of the opening
    unsigned m_unit = 0; // current UTF-16 unit
    int m_digits = 0;
    unsigned m_high = 0; // first half of a surrogate pair without its second half; 0: none
};

} // namespace gateway::protocol::responses
