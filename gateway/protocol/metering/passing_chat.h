#pragma once

#include "reported_searches.h"

#include "gateway/protocol/tokenizer/said_text.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::protocol {

/// Reads along in a whole JSON answer that is too long to be held, for what it says: the texts of its choices, or what other
/// formats have in their place, that there are pictures or sounds, and what is short at its root, its usage and id among it,
/// with what it tells of searches elsewhere. One per answer; one thread.
class PassingChat {
public:
    /// A piece of the body, cut anywhere.
    void feed(std::string_view piece);
    /// So far. What is not of the format adds nothing.
    const SaidText& said() const { return m_said; }
    /// An object of those members of its root that are whole and short, as they came.
    std::string shortMembers() const { return '{' + m_members + '}'; }
    /// What it tells of searches beside that, so far.
    const ReportedSearches& searches() const { return m_searches; }

private:
    /// What a container stands in.
    enum class Place : std::uint8_t { Elsewhere, Answer, Thought, Other, Found };
    static constexpr std::size_t kDeepest = 64;
    static constexpr std::size_t kMostHeld = 4096; // of a text before it is told
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
    std::string m_text; // of the string that is under way
    std::string m_digits; // of an escape
    std::string m_members; // of the root, see `shortMembers()`
    std::string m_member; // the one that is under way
    bool m_isMemberLong = false;
    bool m_isInText = false;
    bool m_isEscaped = false;
    bool m_isValue = false; // what comes is the value of m_key, or of a list
    bool m_isLost = false; // it is none that is known
};

} // namespace gateway::protocol
