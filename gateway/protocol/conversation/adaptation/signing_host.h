#pragma once

#include "gateway/protocol/conversation/codec.h"
#include "gateway/protocol/conversation/conversation.h"
#include "gateway/protocol/conversation/model_answer.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace gateway::protocol {

// Hosts that speak a vendor's format may sign reasoning themselves, as MiniMax and Kimi do in Anthropic's. No other
// host accepts these signatures, not even the format's own vendor, and the signing host needs them back. Clients and
// memory treat a signature as text, so it carries its host: it is prefixed with "sbh1.", the provider's id and a colon.
// Sources, read 2026-11-22: platform.minimax.io, "Compatible Anthropic API" (all content goes back as received);
// NousResearch/hermes-agent pull request 21048.

/// Whether signatures that hosts make in `format` can be sent back to them.
bool keepsHosts(Format format);

/// Marks the signatures of one host in an answer, event by event or whole. One answer.
class HostMarker {
public:
    /// With an empty `host` nothing is marked.
    explicit HostMarker(const std::string& host);
    void mark(AnswerEvent& event);
    void mark(ModelAnswer& answer) const;

private:
    void mark(Thinking& thinking) const;

    std::string m_mark;
    std::optional<std::pair<int, int>> m_signed; // choice and part whose signature is marked already
};

/// `conversation` with the original signatures of `host` (a provider id) and without those of other hosts, which is
/// reported. Empty if it contains neither.
std::optional<Conversation> withSignaturesOf(std::string_view host, const Conversation& conversation, Losses& losses);

} // namespace gateway::protocol
