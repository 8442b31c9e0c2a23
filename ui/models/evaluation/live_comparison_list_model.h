#pragma once

#include "gateway/core/clock.h"
#include "gateway/usage/ledger/shadow_lookup.h"
#include "gateway/usage/search/ask_thread.h"
#include "ui/models/gateway_parts.h"

#include <QAbstractTableModel>

#include <optional>
#include <string>
#include <vector>

namespace ui::models {

/// What is compared on live traffic: experiments, and routes whose requests are copied to another target. Main thread; the
/// ledger is read in a thread of its own.
class LiveComparisonListModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    using Access = GatewayParts<Configuration, Requests, Experiments>;
    enum Column { Name, Share, Result, Cost, ColumnCount };

    /// Both must outlive it.
    LiveComparisonListModel(const Access& access, const gateway::Clock& clock, QObject* parent = nullptr);

    /// Reads the configuration, what experiments have shown, and the ledger of today. What is known stays until it is read.
    void refresh();
    void retranslate();
    /// They come before the copied routes.
    void setExperiments(std::vector<gateway::host::ExperimentReport> experiments);
    /// The id of the copied route in that row; empty: an experiment, or no such row.
    std::string copiedRoute(int row) const;
    /// How many requests of that row have their answer and that of their copy stored.
    std::int64_t storedPairs(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void changed();

private:
    /// A route whose requests are copied.
    struct Shadow {
        std::string route;
        gateway::config::ShadowSettings settings;
    };
    /// The lines of a cell.
    struct Lines {
        QString first;
        QString second;
    };
    void readSettings();
    const gateway::usage::ShadowSum* sumOf(const Shadow& shadow) const;
    Lines lines(const gateway::host::ExperimentReport& experiment, int column) const;
    Lines lines(const Shadow& shadow, int column) const;
    Lines lines(int row, int column) const;
    QString status(int row) const;

    Access m_access;
    const gateway::Clock& m_clock;
    std::vector<gateway::host::ExperimentReport> m_experiments;
    std::vector<Shadow> m_shadows;
    std::optional<std::vector<gateway::usage::ShadowSum>> m_sums; ///< empty: not read yet
    gateway::usage::AskThread m_thread;
};

} // namespace ui::models
