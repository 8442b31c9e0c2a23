#pragma once

#include "price_refresh.h"
#include "price_status.h"

#include "gateway/config/settings/settings.h"

#include <QObject>
#include <QDateTime>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace gateway::host {

/// The fetched prices: read when the program starts and when another program has written them, and fetched on the
/// configured schedule. No timer runs if that is "never". Main thread; files are accessed where `storage` lives.
class PriceService final : public QObject {
    Q_OBJECT
public:
    /// All arguments must outlive this object, and this object the work queued in `storage`.
    PriceService(const QString& dataDir, QObject& storage, providers::ProviderClient& client, const providers::Catalog& catalog);
    ~PriceService() override;

    /// To be called once `storage` runs.
    void start();
    void follow(const config::UsageSettings& settings);
    /// Fetches at once. Errors: those of the failed requests; ConfigInvalid if no address is known.
    void refresh(std::function<void(Result<void>)> done);

    const std::shared_ptr<const providers::PriceList>& list() const { return m_list; }
    /// The fetched rate.
    const std::optional<config::ExchangeRate>& rate() const { return m_rate; }
    const PriceStatus& status() const { return m_status; }

Q_SIGNALS:
    void changed();

private:
    void readAgain();
    void take(const KeptPrices& kept);
    void take(const Refreshed& fetched);
    void schedule();
    void tell();

    PriceFiles m_files;
    QObject& m_storage;
    const providers::Catalog& m_catalog;
    PriceRefresh m_refresh;
    config::UsageSettings m_settings;
    std::shared_ptr<const providers::PriceList> m_list;
    std::optional<config::ExchangeRate> m_rate;
    QDateTime m_fetchedAt;
    Sentence m_problem;
    PriceStatus m_status;
    QTimer m_next;
    bool m_isRead = false;
};

} // namespace gateway::host
