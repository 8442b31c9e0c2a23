#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::protocol {

/// What an answer says. Each of its texts is put together from the pieces that it comes in, so that a stream is as many
/// tokens as the same answer in one piece. One thread.
class SaidText {
public:
    enum class What : std::uint8_t {
        Plain, ///< text
        Declined, ///< in the place that OpenAI has for that
        Thought,
        CallName,
        Arguments,      ///< of a call, as the model wrote them
        ArgumentObject, ///< likewise, of a format whose whole answers have an object there: how it was spaced is not known
    };
    struct Text {
        int choice = 0;
        int part = 0; ///< tells texts of a kind apart, such as those of several calls
        What what = What::Plain;
        std::string text = {};
    };

    static constexpr std::size_t kMostBytes = 1024 * 1024;
    static constexpr std::size_t kMostTexts = 1000;

    /// An empty piece begins a text, too.
    void add(int choice, int part, What what, std::string_view piece);
    /// An image, a sound: nobody but the provider knows how many tokens that is.
    void addOther() { m_hasOther = true; }

    const std::vector<Text>& texts() const { return m_texts; }
    bool hasOther() const { return m_hasOther; }
    /// Bytes of what was said beyond what is kept, which is its beginning: all but thoughts, and those.
    std::size_t moreSaid() const { return m_moreSaid; }
    std::size_t moreThought() const { return m_moreThought; }
    bool isEmpty() const { return m_texts.empty() && !m_hasOther; }
    std::size_t bytes() const { return m_bytes; } ///< that are kept

private:
    Text* at(int choice, int part, What what);

    std::vector<Text> m_texts;
    std::size_t m_bytes = 0;
    std::size_t m_last = 0; // that grew
    bool m_hasOther = false;
    std::size_t m_moreSaid = 0;
    std::size_t m_moreThought = 0;
};

} // namespace gateway::protocol
