#pragma once

#include "chart_series.h"
#include "series_colours.h"

#include "gateway/usage/pricing/price.h"

#include <QAbstractTableModel>
#include <QStringList>

#include <functional>
#include <optional>
#include <vector>

namespace ui::models {

/// The lines of a usage chart as a table: usage, latency, or failures. Cells and roles as in `roles.h`. Main thread.
class UsageTableModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum class View { Tokens, Times, Outcomes };
    using NameOf = std::function<QString(const std::string&)>;
    using PriceOf = std::function<std::optional<gateway::usage::Price>(const std::string& provider, const std::string& model)>;

    /// `nameOf`: returns the display name of a provider.
    explicit UsageTableModel(NameOf nameOf, QObject* parent = nullptr);

    /// `colours`: of the lines; null: the colours have another meaning.
    void setLines(UsageGroup group, std::vector<UsageLine> lines, const SeriesColours* colours);
    /// Sets how to get the current price; empty: none.
    void setPrices(PriceOf priceOf) { m_priceOf = std::move(priceOf); }
    /// The sources of the prices of all lines, with their dates, each once; empty unless grouped by model.
    QStringList priceSources() const;
    void setView(View view);
    View view() const { return m_view; }
    UsageGroup group() const { return m_group; }
    const UsageLine& line(int row) const { return m_lines[static_cast<std::size_t>(row)]; }
    /// Display name of a line.
    QString name(const UsageLine& line) const;
    /// "By model"
    static QString groupName(UsageGroup group);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    enum Column {
        Name, Beside, Requests, Fresh, Cached, Write, Output, Reasoning, Share, Cost, FirstP50, FirstP95, FirstP99,
        DurationP50, DurationP95, DurationP99, CacheShare, Failed, Fallbacks, Answered, Attempts, FailedAttempts
    };
    const std::vector<Column>& columns() const;
    QString text(const UsageLine& line, Column column) const;
    QVariant raw(const UsageLine& line, Column column) const;
    static QVariant amounts(const UsageLine& line);
    QVariant exportHeader(Column column) const;
    QString cost(const UsageLine& line) const;
    QString hint(const UsageLine& line, Column column) const;
    QStringList priceSource(const UsageLine& line) const;

    NameOf m_nameOf;
    PriceOf m_priceOf;
    UsageGroup m_group = UsageGroup::Model;
    View m_view = View::Tokens;
    std::vector<UsageLine> m_lines;
    SeriesColours m_colours;
    bool m_hasColours = false;
    std::int64_t m_most = 0; ///< tokens of the longest bar
    std::int64_t m_all = 0;  ///< tokens of all lines
};

} // namespace ui::models
