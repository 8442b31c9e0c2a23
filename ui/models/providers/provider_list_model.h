#pragma once

#include "provider_observations.h"

#include "ui/models/gateway_parts.h"
#include "ui/models/provider_tests.h"
#include "ui/words/health_words.h"

#include <QAbstractTableModel>
#include <QPointer>

#include <set>
#include <string>
#include <utility>
#include <vector>

namespace ui::models {

using words::StateText;

/// "OpenAI · Anthropic"; "built in" for the demo.
QString protocolsText(const gateway::providers::CatalogEntry* entry);

/// The configured providers in order. Main thread.
class ProviderListModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    using Access = GatewayParts<Configuration, Providers, Requests>;

    enum Column { Provider, Health, Keys, Median, Balance, ColumnCount };

    /// `clock` must outlive it.
    explicit ProviderListModel(const gateway::Clock& clock, QObject* parent = nullptr);

    /// Follows `access` from now on.
    void attach(const Access& access);

    void setCatalog(const CatalogSource& catalog);
    void setSettings(const gateway::config::Settings& settings);
    void setProviders(const std::vector<gateway::host::ProviderStatus>& providers);
    void addRecord(const gateway::usage::ExchangeRecord& record);
    void setInFlight(const std::vector<gateway::usage::InFlight>& exchanges);
    void setProbing(const std::string& id);
    void setProbed(const std::string& id, const gateway::host::ProbeResult& result) { setProbed(id, result, m_clock.wallNow()); }
    /// Updates relative times ("2 min ago").
    void refreshTimes();
    bool isProbing(const std::string& id) const { return m_probing.count(id) > 0; }

    /// Row of a provider; -1: none.
    int rowOf(const QString& id) const;
    /// Only for valid rows.
    const gateway::config::ProviderSettings& settings(int row) const;
    const gateway::providers::CatalogEntry* entry(int row) const; ///< null: type unknown
    const gateway::host::ProviderStatus* status(int row) const;   ///< null: unknown yet
    const ProviderObservations& observations() const { return m_observations; }
    QString name(int row) const;
    StateText health(int row) const;
    /// The health as a sentence, with reason and remedy.
    QString stateSentence(int row) const;
    /// "Tested 4 min ago: answered in 690 ms".
    QString probeSentence(int row) const;
    /// State of one of its keys: as last read, or rejected at its last use.
    StateText keyState(int row, const gateway::host::KeyStatus& key) const;
    /// "429, 2 min ago"; empty: none.
    QString lastErrorText(int row) const;
    /// The gateway's message; may be empty.
    QString lastErrorDetail(int row) const;
    /// Number of providers that can be used and did not reject requests.
    int readyCount() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    bool needsKey(int row) const;
    bool isReady(int row) const;
    bool isAnswering(int row) const { return m_answering.contains(settings(row).id); }
    StateText evidenceHealth(const Evidence& evidence) const;
    StateText keysCell(int row) const;
    QString problemSentence(int row, const gateway::host::ProviderStatus& status) const;
    QString restSentence(int row) const;
    QString ago(gateway::WallTime when) const;
    /// The evidence for the shown health, if it is outdated; null: it is current, or the health has another reason.
    const Evidence* outOfDate(int row) const;
    gateway::WallTime restEnd(int row, const std::string& key) const;
    gateway::WallTime restEnd(int row) const;
    bool isLocal(int row) const;
    QString balanceText(int row) const;
    QVariant balanceDetail(int row) const;
    QString text(int row, int column) const;
    QVariant raw(int row, int column) const;
    QVariant sortValue(int row, int column) const;
    std::vector<const gateway::providers::KeyMeter*> balancesOf(int row) const;
    void changed(const std::string& id);
    void showRows();
    void followTests(ProviderTests& tests);
    void setProbed(const std::string& id, const gateway::host::ProbeResult& result, gateway::WallTime at);
    void forgetKey(const QString& reference);
    void forget(const std::string& id);
    std::pair<QString, QString> unseen(int row) const;
    std::string usedKey(const std::string& id) const;
    StateText usableKeysCell(int row) const;
    QString rowStatus(int row) const;

    const gateway::Clock& m_clock;
    std::optional<Access> m_access;
    CatalogSource m_catalog;
    std::vector<gateway::config::ProviderSettings> m_all;
    std::vector<gateway::config::ProviderSettings> m_settings; ///< by row
    std::vector<gateway::host::ProviderStatus> m_status;
    ProviderObservations m_observations;
    std::set<std::string> m_probing;
    std::set<std::string> m_answering; ///< providers with requests in progress
    bool m_hasAsked = false; ///< the ledger was queried
    bool m_hasOlder = false; ///< the ledger has more exchanges than were requested
    std::set<std::string> m_changed; ///< key or address has changed since the earlier observations
};

} // namespace ui::models
