#pragma once

#include <string>
#include <string_view>

namespace gateway::protocol::responses {

/// Takes the text out of {"input": "..."}, the arguments that a free-form tool gets where
/// there are only functions, while they stream in, cut anywhere. What looks different is
/// held back to the end: it is then the text of its "input" all the same, or as it came.
class FreeFormInput {
public:
    /// The next piece of the text; may be empty.
    std::string feed(std::string_view piece);
    /// What was held back.
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
    std::string m_raw; // all of it, until the text begins
    std::size_t m_matched = 0; // of the opening
    unsigned m_unit = 0; // UTF-16 that is being read
    int m_digits = 0;
    unsigned m_high = 0; // first half of a pair that waits for its second; 0: none
};

} // namespace gateway::protocol::responses
