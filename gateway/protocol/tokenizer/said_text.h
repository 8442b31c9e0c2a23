#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::protocol {

/// The content of an answer. Joins each text from its pieces, so that a stream has as many tokens as the same answer in
/// one piece. One thread.
class SaidText {
public:
    enum class What : std::uint8_t {
        Plain, ///< text
        Declined, ///< in OpenAI's refusal field
        Thought,
        CallName,
        Arguments,      ///< of a call, as the model wrote them
        ArgumentObject, ///< the same for a format whose whole answers have an object there, so that the white space is unknown
    };
    struct Text {
        int choice = 0;
        int part = 0; ///< distinguishes texts of the same kind, such as those of several calls
        What what = What::Plain;
        std::string text = {};
    };

    static constexpr std::size_t kMostBytes = 1024 * 1024;
    static constexpr std::size_t kMostTexts = 1000;

    /// Also an empty piece begins a text.
    void add(int choice, int part, What what, std::string_view piece);
    /// An image or audio: only the provider knows how many tokens it has.
    void addOther() { m_hasOther = true; }

    const std::vector<Text>& texts() const { return m_texts; }
    bool hasOther() const { return m_hasOther; }
    /// Bytes beyond the kept beginning: of everything except reasoning, and of reasoning.
    std::size_t moreSaid() const { return m_moreSaid; }
    std::size_t moreThought() const { return m_moreThought; }
    bool isEmpty() const { return m_texts.empty() && !m_hasOther; }
    std::size_t bytes() const { return m_bytes; } ///< of the kept texts

private:
    Text* at(int choice, int part, What what);

    std::vector<Text> m_texts;
    std::size_t m_bytes = 0;
    std::size_t m_last = 0; // index of the one that grew last
    bool m_hasOther = false;
    std::size_t m_moreSaid = 0;
    std::size_t m_moreThought = 0;
};

} // namespace gateway::protocol
