#pragma once

#include "gateway/config/settings/price_settings.h"
#include "gateway/providers/price_list.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>
#include <string>

namespace gateway::host {

/// The exchange rate in force, and why it is not the one that was fetched.
struct KeptRate {
    config::ExchangeRate rate;
    Sentence note; ///< empty: it is the fetched one
};

/// The fetched data that is kept.
struct KeptPrices {
    std::shared_ptr<const providers::PriceList> list; ///< null: none
    std::optional<config::ExchangeRate> rate;
    QDateTime fetchedAt; ///< of the older of the two; invalid: there is neither
};

/// The fetched prices and exchange rate, in their own folder in the data folder. Files are replaced as a whole or left
/// unchanged. Blocks; any thread.
class PriceFiles {
public:
    explicit PriceFiles(const QString& dataDir);

    const QString& folder() const { return m_folder; }
    QStringList paths() const { return {m_pricesFile, m_rateFile}; }
    /// Returns the stored data; unreadable files count as missing.
    KeptPrices read() const;
    /// Validates the prices fetched from `source` on that day and stores them. Errors: ConfigInvalid (the stored list
    /// stays), Io.
    Result<std::shared_ptr<const providers::PriceList>> keepPrices(const QByteArray& body, const std::string& source, const std::string& day) const;
    /// The same for the exchange rate; a rate older than the stored one is not taken.
    Result<KeptRate> keepRate(const QByteArray& body, const std::string& source, const std::string& day) const;

private:
    std::optional<config::ExchangeRate> readRate() const;
    Result<void> write(const QString& file, const std::string& text) const;

    QString m_folder;
    QString m_pricesFile;
    QString m_rateFile;
};

} // namespace gateway::host
