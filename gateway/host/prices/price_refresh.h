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

/// What came of asking for prices and the rate.
struct Refreshed {
    std::shared_ptr<const providers::PriceList> list; ///< null: not asked for, or it did not come
    std::optional<config::ExchangeRate> rate; ///< that holds now, whether it came or was there; empty: as `list`
    std::vector<Sentence> notes; ///< on what came and was not taken, though nothing is wrong with it
    std::vector<Error> problems; ///< each a sentence with the address; what was there before stays
};

/// Asks for prices and the exchange rate anew and keeps them. Main thread; files are touched and lists are read where
/// `storage` lives. `client` must outlive it, and it the work of `storage`.
class PriceRefresh final : public QObject {
    Q_OBJECT
public:
    PriceRefresh(const QString& dataDir, QObject& storage, providers::ProviderClient& client, QObject* parent = nullptr);

    using Done = std::function<void(const Refreshed&)>;
    /// Both are asked for at once; without an address, nothing of it. One at a time: others wait for the same answer.
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
