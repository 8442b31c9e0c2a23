#include "target_stats.h"

#include <algorithm>
#include <utility>

namespace gateway::routing {

namespace {

constexpr std::size_t kMostTargets = 4096; // clients may name any model
constexpr double kNewest = 0.3;            // the share of the newest sample in the mean

} // namespace

void TargetStats::Mean::take(double sample_ms)
{
    value_ms = value_ms < 0 ? sample_ms : value_ms + kNewest * (sample_ms - value_ms);
}

TargetStats::Attempt::Attempt(std::shared_ptr<Target> target) : m_target(std::move(target)) { ++m_target->inFlight; }

TargetStats::Attempt& TargetStats::Attempt::operator=(Attempt&& other) noexcept
{
    std::swap(m_target, other.m_target);
    return *this;
}

TargetStats::Attempt::~Attempt()
{
    if (m_target)
        --m_target->inFlight;
}

void TargetStats::Attempt::answered(Milliseconds after, bool isStream)
{
    (isStream ? m_target->stream : m_target->whole).take(static_cast<double>(after.count()));
}

void TargetStats::Attempt::failed(Milliseconds after, bool isStream)
{
    Mean& mean = isStream ? m_target->stream : m_target->whole;
    constexpr double kLeast_ms = 1000;
    mean.take(2 * std::max({mean.value_ms, static_cast<double>(after.count()), kLeast_ms}));
}

TargetStats::Attempt TargetStats::begin(std::string_view provider, std::string_view model)
{
    std::shared_ptr<Target>& target = m_targets[nameOf(provider, model)];
    if (!target) {
        target = std::make_shared<Target>();
        Attempt attempt(target);
        forgetUnused();
        return attempt;
    }
    return Attempt(target);
}

int TargetStats::inFlight(std::string_view provider, std::string_view model) const
{
    const Target* const target = find(provider, model);
    return target ? target->inFlight : 0;
}

std::optional<double> TargetStats::latency(std::string_view provider, std::string_view model, bool isStream) const
{
    const Target* const target = find(provider, model);
    const double value = !target ? -1 : isStream ? target->stream.value_ms : target->whole.value_ms;
    return value < 0 ? std::nullopt : std::optional(value);
}

std::string TargetStats::nameOf(std::string_view provider, std::string_view model)
{
    std::string name;
    name.reserve(provider.size() + model.size() + 1);
    return name.append(provider).append(1, '/').append(model); // provider ids contain no slash
}

const TargetStats::Target* TargetStats::find(std::string_view provider, std::string_view model) const
{
    const auto found = m_targets.find(nameOf(provider, model));
    return found == m_targets.end() ? nullptr : found->second.get();
}

void TargetStats::forgetUnused()
{
    if (m_targets.size() > kMostTargets)
        std::erase_if(m_targets, [](const auto& entry) { return entry.second->inFlight == 0; });
}

} // namespace gateway::routing
