#pragma once

#include "gateway/config/settings/settings.h"

#include <cstdint>
#include <vector>

// Limits for tests of models and pages.

inline gateway::config::LimitSettings requestLimit(const char* name, std::int64_t requests)
{
    gateway::config::LimitSettings limit;
    limit.name = name;
    limit.requests = requests;
    limit.per = gateway::config::LimitWindow{gateway::CalendarUnit::Hour};
    return limit;
}

inline gateway::config::LimitSettings tokenLimit(const char* name, std::int64_t tokens)
{
    gateway::config::LimitSettings limit;
    limit.name = name;
    limit.tokens = tokens;
    limit.per = gateway::config::LimitWindow{gateway::CalendarUnit::Hour};
    return limit;
}

/// Of a calendar day.
inline gateway::config::LimitSettings costLimit(const char* name, double cost, gateway::Currency currency = gateway::Currency::Cny)
{
    gateway::config::LimitSettings limit;
    limit.name = name;
    limit.cost = cost;
    limit.currency = currency;
    limit.per = gateway::config::LimitWindow{gateway::CalendarUnit::Day};
    limit.calendar = true;
    return limit;
}

/// Of the whole gateway.
inline void setLimits(gateway::config::Settings& settings, std::vector<gateway::config::LimitSettings> limits)
{
    settings.policies.limits.reset();
    if (!limits.empty()) settings.policies.limits = std::optional(std::move(limits));
}
