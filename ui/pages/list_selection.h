#pragma once

#include <QObject>
#include <QStringList>

#include <string>
#include <vector>

namespace ui::widgets {
class DataTable;
}

namespace ui::pages {

/// Which rows of a list are selected, by their `models::IdRole`. It survives a reset of the model: if the current row has
/// gone, the next one takes its place. A removed selection is selected again when it comes back, for example by undo. Main thread.
class ListSelection final : public QObject {
    Q_OBJECT
public:
    enum class Most { One, Several };

    /// `table` has its model, and must outlive this.
    ListSelection(widgets::DataTable& table, Most most, QObject* parent = nullptr);

    /// The only selected row, or the current one of several; empty: none.
    QString current() const;
    int currentRow() const; ///< -1: none
    /// All selected rows in the order of the list.
    QStringList chosen() const;
    bool isSeveral() const { return chosen().size() > 1; }
    /// Selects only this row, as soon as it exists.
    void select(const QString& id);
    int rowOf(const QString& id) const; ///< -1: none

Q_SIGNALS:
    void changed();

private:
    QString idAt(int row) const;
    QString nextOf(const QString& id) const;
    void remember();
    QStringList cameBack();
    void restore();
    void settle();

    widgets::DataTable& m_table;
    QString m_current; ///< last reported, like `m_chosen`
    QStringList m_chosen;
    QStringList m_order; ///< shown rows before a reset
    QStringList m_lost;  ///< removed selections
    QString m_wanted;    ///< to be selected as soon as it exists
};

/// The same ids as the gateway has them.
std::vector<std::string> namesOf(const QStringList& ids);

} // namespace ui::pages
