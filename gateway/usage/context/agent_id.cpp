#include "agent_id.h"

#include "plain_id.h"

#include <array>

namespace gateway::usage {

namespace {

/// A header that only sub-agents send, and those that contain the id, in order of precedence.
struct AgentHeaders {
    std::string_view sign;
    std::array<std::string_view, 2> ids;
};

/// Sources: requests of Claude Code 2.1.332 (its own header), Codex 0.171.0 (a sub-agent has a thread of its own in the
/// session of its parent; a review does not always have a parent) and opencode 1.18.33 (a sub-agent has a session of
/// its own) as they were recorded, 2026-11-27. Copilot CLI marks only the first request of a sub-agent and does not
/// name it.
constexpr std::array kAgentHeaders{
    AgentHeaders{"x-claude-code-agent-id", {"x-claude-code-agent-id", {}}},
    AgentHeaders{"x-openai-subagent", {"thread-id", "x-openai-subagent"}},
    AgentHeaders{"x-codex-parent-thread-id", {"thread-id", {}}},
    AgentHeaders{"x-parent-session-id", {"x-session-id", "x-session-affinity"}},
};

} // namespace

std::string_view agentOf(const http::Headers& headers)
{
    for (const AgentHeaders& client : kAgentHeaders) {
        const auto sign = headers.find(client.sign);
        if (!sign || sign->empty())
            continue;
        for (const std::string_view name : client.ids) {
            const auto id = name.empty() ? std::nullopt : headers.find(name);
            if (const std::string_view agent = plainId(id.value_or(std::string_view())); !agent.empty())
                return agent;
        }
    }
    return {};
}

} // namespace gateway::usage
