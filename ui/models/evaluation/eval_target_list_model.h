#pragma once

#include "gateway/evaluation/runner/estimate.h"
#include "ui/models/gateway_parts.h"

#include <QAbstractTableModel>
#include <QString>

#include <optional>
#include <string>
#include <vector>

namespace ui::models {

/// What can be evaluated: the models of usable providers, and the model names of enabled routes. Each can be checked. Main
/// thread.
class EvalTargetListModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    using Access = GatewayParts<Configuration, Providers>;
    enum Column { Name, Provider, Input, Output, Estimate, ColumnCount };

    /// `access` must outlive it.
    explicit EvalTargetListModel(const Access& access, QObject* parent = nullptr);

    /// Reads the configuration again; what is checked stays, as far as it is there.
    void refresh();
    void retranslate();
    /// In the order in which they were checked.
    const std::vector<std::string>& checked() const { return m_checked; }
    void toggle(int row);
    void setEstimate(const std::optional<gateway::evaluation::RunEstimate>& estimate);
    /// All names, for a judge.
    QStringList names() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void checkedChanged();

private:
    struct Target {
        std::string name;
        QString provider; ///< empty: a route
        std::optional<gateway::usage::Price> price;
    };
    bool isChecked(const Target& target) const;
    QString text(const Target& target, int column) const;
    QString priceText(const Target& target, const std::optional<double>& rate) const;

    Access m_access;
    std::vector<Target> m_targets;
    std::vector<std::string> m_checked;
    std::optional<gateway::evaluation::RunEstimate> m_estimate;
};

} // namespace ui::models
