#pragma once

#include "request_facts.h"

#include "gateway/config/settings/route_settings.h"
#include "gateway/protocol/chat_media.h"

#include <cstdint>
#include <optional>

namespace gateway::routing {

/// The features of a request, looked up on first use. The facts must outlive this object.
class RequestTraits {
public:
    explicit RequestTraits(const RequestFacts& facts) : m_facts(facts) { }

    bool hold(const config::TraitMatch& match);

    bool hasTools();
    bool hasImages() { return media().images > 0; }
    /// Whether it wants an answer that follows a JSON schema.
    bool wantsSchema() const;
    /// Estimate for messages and tools.
    std::int64_t inputTokens();
    /// For `RequestOutline::measure`.
    protocol::MessageMeasure measure();
    /// Size of the whole body.
    std::size_t bytes() const { return m_facts.body.size(); }

private:
    std::string_view field(std::string_view key) const;
    const protocol::ChatMedia& media();

    const RequestFacts& m_facts;
    std::optional<protocol::ChatMedia> m_media;
    std::optional<std::int64_t> m_inputTokens;
};

} // namespace gateway::routing
