#pragma once

#include "shape.h"

#include "gateway/config/settings/settings.h"

#include <cstddef>
#include <cstdint>

namespace gateway::config {

// The field tables of the settings structs, hidden behind their shapes. Built at the first use; any thread.

const Shape<Settings>& settingsShape();
const Shape<ListenSettings>& listenShape();
const Shape<ProviderSettings>& providerShape();
const Shape<ParameterRules>& parametersShape();
const Shape<RouteSettings>& routeShape();
const Shape<MatchSettings>& matchShape();
const Shape<ConsumerSettings>& consumerShape();
const Shape<FailureSettings>& failuresShape();
const Shape<PolicySettings>& policiesShape();
const Shape<LimitSettings>& limitShape();
const Shape<BudgetSettings>& budgetShape();
const Shape<PriceSettings>& priceShape();
const Shape<PriceHours>& priceHoursShape();
const Shape<ExchangeRate>& exchangeRateShape();
const Shape<RefreshSettings>& refreshShape();
Shape<Currency> currencyShape();

/// {"name": "text", "other": {"secret": "keychain:NAME"}}; `names`: rule for the names.
Shape<std::vector<AuthValue>> authShape(const TextRule& names);

/// The longest time that a field accepts, in milliseconds.
inline constexpr int kHour_ms = 3600 * 1000;
inline constexpr int kDay_ms = 24 * kHour_ms;

/// Limit of names and ids, in characters.
inline constexpr std::size_t kMaxNameLength = 128;
inline constexpr std::size_t kMaxUrlLength = 2048;
inline constexpr std::size_t kMaxLimitName = 40;
/// Limit of the weight of a key or target.
inline constexpr int kMaxWeight = 1000000;
inline constexpr std::int64_t kKibibyte = 1024;

/// The version of the file that this program writes, and the newest that it reads.
inline constexpr int kVersion = 1;

} // namespace gateway::config
