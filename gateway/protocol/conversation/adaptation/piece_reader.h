#pragma once

#include "gateway/protocol/conversation/body_node.h"
#include "gateway/protocol/conversation/codec.h"
#include "gateway/protocol/conversation/conversation.h"

#include <initializer_list>
#include <string>
#include <string_view>

namespace gateway::protocol {

/// Reads a piece that exists in one format only while it is rendered as text for another one, and tracks what was read.
/// The piece must outlive it and must not move.
class PieceReader {
public:
    PieceReader(const Opaque& piece, Losses& losses);

    /// Null if the field does not exist.
    const Json& field(const Json& object, std::string_view key);
    /// Empty if it is not a text, which then counts as not read.
    std::string text(const Json& object, std::string_view key);
    /// A text as it is, any other value as JSON.
    std::string words(const Json& object, std::string_view key);
    /// `list`, whose elements the caller visits.
    const Json& elements(const Json& list);
    /// Marks members as read that mean nothing to other formats or are reported separately.
    void know(const Json& object, std::initializer_list<std::string_view> keys);

    void knowAll(const Json& value) { m_account.addWhole(value); }

    Losses& losses() { return m_losses; }
    /// Reports each unread member by its path in the client's request.
    void reportUnread();

private:
    const Opaque& m_piece;
    Losses& m_losses;
    BodyAccount m_account;
    bool m_isSigned = false; // signed by Gemini, which is reported once for all signatures
};

} // namespace gateway::protocol
