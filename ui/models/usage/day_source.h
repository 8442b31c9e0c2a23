#pragma once

#include "chart_series.h"

#include "gateway/config/settings/price_settings.h"
#include "gateway/core/money.h"
#include "gateway/core/result.h"
#include "gateway/usage/pricing/price.h"
#include "gateway/usage/search/ask_thread.h"
#include "ui/models/client_name.h"

#include <QObject>
#include <QString>

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace ui::models {

/// Data of today from the ledger, in addition to its sums.
struct DayAnswer {
    std::vector<UsageLine> models;    ///< each with its provider in `beside`; without points
    std::vector<std::string> providers; ///< all that ever used tokens, in the order of first use
    std::vector<Caller> clients; ///< active in the last 24 hours, most tokens first; without Signalbox itself
};

/// How requests to a provider ended in the last 24 hours. The provider is the one that answered, or was tried last.
struct ProviderDay {
    struct Part {
        std::int64_t requests = 0;
        std::int64_t failed = 0;
    };
    static constexpr std::size_t kParts = 48;
    static constexpr std::chrono::minutes kPart{30};

    gateway::WallTime begin{};
    std::vector<Part> parts; ///< `kParts` half hours, oldest first
    UsageSums whole;
};

/// The cost at a provider.
struct ProviderCost {
    std::string provider;
    std::int64_t pico = 0;
    bool isWhole = true; ///< false: something has no price, so that this is a lower bound

    bool operator==(const ProviderCost&) const = default;
};

/// Costs with a price in that currency; highest first. Providers without cost are left out.
std::vector<ProviderCost> costsByProvider(const std::vector<UsageLine>& models, gateway::Currency currency);

using PriceOf = std::function<std::optional<gateway::usage::Price>(const std::string& provider, const std::string& model)>;
/// How much more cached input would have cost uncached, at today's prices, ignoring tiers for long prompts; one amount
/// for each currency, without zero amounts.
std::vector<gateway::Money> savedByCaches(const std::vector<UsageLine>& models, const PriceOf& priceOf);

/// Reads data about today and about a provider, on a separate thread. Main thread.
class DaySource final : public QObject {
    Q_OBJECT
public:
    /// `file` need not exist yet.
    explicit DaySource(const QString& file, QObject* parent = nullptr);

    /// From `midnight` to `now`. `done` is called from the event loop, unless `context` was destroyed. Errors: Io.
    void askDay(gateway::WallTime midnight, gateway::WallTime now, QObject* context, std::function<void(gateway::Result<DayAnswer>)> done);
    /// The last half hour is the one that contains `now`.
    void askProvider(const std::string& id, gateway::WallTime now, QObject* context, std::function<void(gateway::Result<ProviderDay>)> done);

private:
    QString m_file;
    std::vector<std::string> m_providers; ///< see `DayAnswer`, from the last result
    gateway::usage::AskThread m_thread;
};

} // namespace ui::models
