#pragma once

#include "told_searches.h"

#include "gateway/protocol/tokenizer/said_text.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::protocol {

/// Reads along in a whole OpenAI chat answer that is too long to be held, for what it says: the texts of its choices,
/// that there are pictures or sounds, and its usage, with what it tells of searches elsewhere. One per answer; one thread.
class PassingChat {
public:
    /// A piece of the body, cut anywhere.
    void feed(std::string_view piece);
    /// So far. What is not of the format adds nothing.
    const SaidText& said() const { return m_said; }
    /// The object of its usage, as it came; empty: none has come whole.
    std::string_view usage() const { return m_isUsageWhole ? std::string_view(m_usage) : std::string_view(); }
    /// What it tells of searches beside that, so far.
    const ToldSearches& searches() const { return m_searches; }

private:
    /// What a container stands in.
    enum class Place : std::uint8_t { Elsewhere, Answer, Thought, Other, Found };
    static constexpr std::size_t kDeepest = 64;
    static constexpr std::size_t kMostHeld = 4096; // of a text before it is told
    static constexpr std::size_t kEscape = 4; // digits of "\\u4f60"
    static constexpr std::size_t kMostUsage = 16 * 1024;

    std::size_t takeNext(std::string_view rest);
    void keepUsage(std::string_view part);
    void take(char c);
    std::size_t takeText(std::string_view rest);
    void takeEscape(char c);
    void open();
    void close();
    void endText();
    void tell();
    Place inside() const;
    bool isSaid() const;
    bool isCallName() const { return inside() == Place::Answer && m_key == "name"; }

    SaidText m_said;
    ToldSearches m_searches;
    int m_calls = 0;
    std::vector<Place> m_places; // from the outermost container in
    std::string m_key; // the last one
    std::string m_text; // of the string that is under way
    std::string m_digits; // of an escape
    std::string m_usage;
    bool m_isInUsage = false;
    bool m_isUsageWhole = false;
    bool m_isInText = false;
    bool m_isEscaped = false;
    bool m_isValue = false; // what comes is the value of m_key, or of a list
    bool m_isLost = false; // it is none that is known
};

} // namespace gateway::protocol
