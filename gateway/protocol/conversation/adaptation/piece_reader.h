#pragma once

#include "gateway/protocol/conversation/body_node.h"
#include "gateway/protocol/conversation/codec.h"
#include "gateway/protocol/conversation/conversation.h"

#include <initializer_list>
#include <string>
#include <string_view>

namespace gateway::protocol {

/// Reads a piece that only one format has while it is rendered in words for another one, and keeps track of what was read.
/// The piece must outlive it and stay where it is.
class PieceReader {
public:
    PieceReader(const Opaque& piece, Losses& losses);

    /// Null if it is not there.
    const Json& field(const Json& object, std::string_view key);
    /// Empty if it is no text, which then counts as not read.
    std::string text(const Json& object, std::string_view key);
    /// A text as it is, another value as JSON.
    std::string words(const Json& object, std::string_view key);
    /// `list`, whose elements the caller visits.
    const Json& elements(const Json& list);
    /// Members that say nothing to others, or that are reported in words of their own.
    void know(const Json& object, std::initializer_list<std::string_view> keys);

    void knowAll(const Json& value) { m_account.addWhole(value); }

    Losses& losses() { return m_losses; }
    /// Reports each member that was not read, by its path in the client's request.
    void reportUnread();

private:
    const Opaque& m_piece;
    Losses& m_losses;
    BodyAccount m_account;
    bool m_isSigned = false; // of Gemini's, which is reported in the words for all of them
};

} // namespace gateway::protocol
