#pragma once

#include <QDate>
#include <QString>

#include <map>

namespace app {

/// What of a budget was told in one of its periods.
struct NotifiedBudget {
    QDate last; ///< of the period
    int level = 0; ///< percent

    bool operator==(const NotifiedBudget&) const = default;
};
using NotifiedBudgets = std::map<QString, NotifiedBudget>; ///< by the name of the budget

/// What was told and need not be told again in a later run. Main thread; the file is small.
class NoticeMemory {
public:
    /// Empty: nothing is kept.
    explicit NoticeMemory(QString file = {}) : m_file(std::move(file)) {}

    NotifiedBudgets budgets() const;
    void setBudgets(const NotifiedBudgets& told) const;
    /// Of newer versions, the last one.
    QString update() const;
    void setUpdate(const QString& told) const;

private:
    QString m_file;
};

} // namespace app
