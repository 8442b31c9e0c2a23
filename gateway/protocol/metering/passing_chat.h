#pragma once

#include "reported_searches.h"

#include "gateway/protocol/tokenizer/said_text.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::protocol {

/// Reads a whole JSON answer that is relayed because it is too long to be held: the texts of its choices or their
/// equivalents in other formats, whether there are images or audio, short members at its root such as usage and id, and
/// reported web searches. One per answer; one thread.
class PassingChat {
public:
    /// Takes a piece of the body, split anywhere.
    void feed(std::string_view piece);
    /// The texts so far. Content of other formats adds nothing.
    const SaidText& said() const { return m_said; }
    /// An object of the complete, short members of the root, as received.
    std::string shortMembers() const { return '{' + m_members + '}'; }
    /// The web searches reported elsewhere in the answer so far.
    const ReportedSearches& searches() const { return m_searches; }

private:
    /// What a container belongs to.
    enum class Place : std::uint8_t { Elsewhere, Answer, Thought, Other, Found };
    static constexpr std::size_t kDeepest = 64;
    static constexpr std::size_t kMostHeld = 4096; // of a text before it is passed on
    static constexpr std::size_t kEscape = 4; // digits of "\\u4f60"
    static constexpr std::size_t kLongestMember = 16 * 1024;
    static constexpr std::size_t kMostOfMembers = 64 * 1024;

    std::size_t takeNext(std::string_view rest);
    void keepMember(std::string_view part);
    void endMember();
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
    ReportedSearches m_searches;
    int m_calls = 0;
    std::vector<Place> m_places; // from the outermost container in
    std::string m_key; // the last one
    std::string m_text; // of the current string
    std::string m_digits; // of an escape
    std::string m_members; // of the root, see `shortMembers()`
    std::string m_member; // the current member
    bool m_isMemberLong = false;
    bool m_isInText = false;
    bool m_isEscaped = false;
    bool m_isValue = false; // the value of m_key, or of an array, comes next
    bool m_isLost = false; // it is not of a known structure
};

} // namespace gateway::protocol
