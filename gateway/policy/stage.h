#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace gateway::policy {

/// The stages of a request at which a policy can act, in that order. `Request` says what is known at each.
enum class Stage : std::uint8_t {
    CallerKnown,    ///< before the body is read
    BodyUnderstood, ///< the route is known, too
    BeforePlan,     ///< a provider is needed
    AfterPlan,      ///< the targets are known
    BeforeAttempt,  ///< once for each target, and again before a retry
    OnAnswer,       ///< once for each piece sent to the client
    Settled,        ///< once, however the exchange ended
};

inline constexpr std::array kAllStages{Stage::CallerKnown, Stage::BodyUnderstood, Stage::BeforePlan, Stage::AfterPlan, Stage::BeforeAttempt, Stage::OnAnswer, Stage::Settled};

/// "before the plan"
constexpr std::string_view toText(Stage stage)
{
    constexpr std::array<std::string_view, kAllStages.size()> kWords{
        "caller known", "body understood", "before the plan", "after the plan", "before each attempt", "on the answer", "settled"};
    return kWords[static_cast<std::size_t>(stage)];
}

/// A set of stages.
class Stages {
public:
    constexpr Stages() = default;
    constexpr Stages(std::initializer_list<Stage> stages)
    {
        for (const Stage stage : stages)
            m_bits |= bitOf(stage);
    }

    constexpr bool has(Stage stage) const { return (m_bits & bitOf(stage)) != 0; }
    constexpr void add(Stages other) { m_bits |= other.m_bits; }

private:
    static constexpr unsigned bitOf(Stage stage) { return 1U << static_cast<unsigned>(stage); }

    unsigned m_bits = 0;
};

} // namespace gateway::policy
