#pragma once

#include <QDate>
#include <QString>

#include <map>

namespace app {

/// What was reported about a budget in one of its periods.
struct NotifiedBudget {
    QDate last; ///< of the period
    int level = 0; ///< percent

    bool operator==(const NotifiedBudget&) const = default;
};
using NotifiedBudgets = std::map<QString, NotifiedBudget>; ///< by name of the budget

/// What was reported and need not be repeated in later runs. Main thread; the file is small.
class NoticeMemory {
public:
    /// Empty: nothing is stored.
    explicit NoticeMemory(QString file = {}) : m_file(std::move(file)) {}

    NotifiedBudgets budgets() const;
    void setBudgets(const NotifiedBudgets& told) const;
    /// The last reported newer version.
    QString update() const;
    void setUpdate(const QString& told) const;

private:
    QString m_file;
};

} // namespace app
