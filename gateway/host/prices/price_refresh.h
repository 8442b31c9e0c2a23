#pragma once

#include "price_files.h"

#include "gateway/config/settings/price_settings.h"
#include "gateway/providers/provider_client.h"

#include <QObject>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gateway::host {

/// The result of fetching prices and the exchange rate.
struct Refreshed {
    std::shared_ptr<const providers::PriceList> list; ///< null: not requested, or not received
    std::optional<config::ExchangeRate> rate; ///< in force, newly fetched or kept; empty: not requested, or none available
    std::vector<Sentence> notes; ///< on data received but not used, although it is valid
    std::vector<Error> problems; ///< each a sentence with the address; the previous data stays
};

/// Fetches prices and the exchange rate and stores them. Main thread; files are accessed and lists parsed where
/// `storage` lives. `client` must outlive this object, and this object the work queued in `storage`.
class PriceRefresh final : public QObject {
    Q_OBJECT
public:
    PriceRefresh(const QString& dataDir, QObject& storage, providers::ProviderClient& client, QObject* parent = nullptr);

    using Done = std::function<void(const Refreshed&)>;
    /// Requests both in parallel; whatever has no address is skipped. One refresh at a time: further callers get the
    /// same result.
    void run(const config::RefreshSettings& settings, Done done);

private:
    template <class Keep> void ask(const std::optional<std::string>& url, Keep keep);
    void oneLess();

    PriceFiles m_files;
    QObject& m_storage;
    providers::ProviderClient& m_client;
    std::vector<Done> m_waiting;
    int m_open = 0;
    Refreshed m_result;
};

} // namespace gateway::host
