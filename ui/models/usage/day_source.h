#pragma once

#include "chart_series.h"

#include "gateway/config/settings/price_settings.h"
#include "gateway/core/money.h"
#include "gateway/core/result.h"
#include "gateway/usage/pricing/price.h"
#include "gateway/usage/search/ask_thread.h"

#include <QObject>
#include <QString>

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace ui::models {

/// What the ledger has of today beside its sums.
struct DayAnswer {
    std::vector<UsageLine> models;    ///< each with its provider beside it; of no points
    std::vector<std::string> providers; ///< all that ever used tokens, in the order in which they first did
    std::vector<std::string> clients; ///< seen in the last 24 hours, the most tokens first; not Signalbox itself
};

/// How requests to a provider ended in the last 24 hours. It is the one that answered, or was asked last.
struct ProviderDay {
    struct Part {
        std::int64_t requests = 0;
        std::int64_t failed = 0;
    };
    static constexpr std::size_t kParts = 48;
    static constexpr std::chrono::minutes kPart{30};

    gateway::WallTime begin{};
    std::vector<Part> parts; ///< `kParts` half hours, the oldest first
    UsageSums whole;
};

/// What something cost at one provider.
struct ProviderCost {
    std::string provider;
    std::int64_t pico = 0;
    bool isWhole = true; ///< else something of it has no price, and it is more

    bool operator==(const ProviderCost&) const = default;
};

/// Of what has a price in that currency; the most first. Providers that cost nothing are left out.
std::vector<ProviderCost> costsByProvider(const std::vector<UsageLine>& models, gateway::Currency currency);

using PriceOf = std::function<std::optional<gateway::usage::Price>(const std::string& provider, const std::string& model)>;
/// What cached input would have cost more if it had been fresh, by the prices of today, without steps for long
/// prompts; one amount for each currency, none of nothing.
std::vector<gateway::Money> savedByCaches(const std::vector<UsageLine>& models, const PriceOf& priceOf);

/// Reads what a glance at today and at a provider wants, on a thread of its own. Main thread.
class DaySource final : public QObject {
    Q_OBJECT
public:
    /// `file` need not be there yet.
    explicit DaySource(const QString& file, QObject* parent = nullptr);

    /// From `midnight` to `now`. `done` gets the answer from the event loop, unless `context` is gone. Errors: Io.
    void askDay(gateway::WallTime midnight, gateway::WallTime now, QObject* context, std::function<void(gateway::Result<DayAnswer>)> done);
    /// The half hour that `now` is in is the last one.
    void askProvider(const std::string& id, gateway::WallTime now, QObject* context, std::function<void(gateway::Result<ProviderDay>)> done);

private:
    QString m_file;
    std::vector<std::string> m_providers; ///< as of `DayAnswer`, the last that was told
    gateway::usage::AskThread m_thread;
};

} // namespace ui::models
