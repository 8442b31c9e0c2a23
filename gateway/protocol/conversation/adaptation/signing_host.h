#pragma once

#include "gateway/protocol/conversation/codec.h"
#include "gateway/protocol/conversation/conversation.h"
#include "gateway/protocol/conversation/model_answer.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace gateway::protocol {

// Hosts that speak a vendor's format may sign thoughts themselves: MiniMax and Kimi do in Anthropic's.
// Nobody else takes that, the format's own vendor neither, and they miss it where it is gone. Clients
// and memory carry a signature as text, and so it carries its host: "sbh1.", the provider's id and a
// colon stand before it. Sources, read 2026-11-22: platform.minimax.io, "Compatible Anthropic API"
// (all of the content goes back as it came); NousResearch/hermes-agent pull request 21048.

/// Whether what hosts sign in `format` can go back to them.
bool keepsHosts(Format format);

/// Marks what one host signed in an answer, piece by piece or whole. One answer.
class HostMarker {
public:
    /// Empty `host`: nothing is marked.
    explicit HostMarker(const std::string& host);
    void mark(AnswerEvent& event);
    void mark(ModelAnswer& answer) const;

private:
    void mark(Thinking& thinking) const;

    std::string m_mark;
    std::optional<std::pair<int, int>> m_signed; // choice and part that has its mark
};

/// `conversation` with the signatures of `host` (a provider's id) as it made them, and without those of other
/// hosts, which is reported. Nothing: it holds none of either.
std::optional<Conversation> withSignaturesOf(std::string_view host, const Conversation& conversation, Losses& losses);

} // namespace gateway::protocol
