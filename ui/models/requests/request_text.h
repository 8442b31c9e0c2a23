#pragma once

#include "gateway/usage/search/request_row.h"

#include <QCoreApplication>
#include <QDate>
#include <QString>

#include <functional>
#include <string>
#include <vector>

namespace ui::models {

/// A request of the list in the language in use. Main thread.
class RequestText {
    Q_DECLARE_TR_FUNCTIONS(ui::models::RequestText)
public:
    /// A provider's name for people, by its id.
    using NameOf = std::function<QString(const std::string&)>;

    /// The time of today, or the day with it.
    static QString time(const gateway::usage::RequestRow& row, const QDate& today);
    static QString client(const gateway::usage::RequestRow& row);
    /// "Qwen · qwen-plus"; without the model where it is the one that was asked for.
    static QString servedBy(const gateway::usage::RequestRow& row, const NameOf& nameOf);
    /// "200 after fallback", "404 model not found", "cancelled by client".
    static QString result(const gateway::usage::RequestRow& row);
    /// Of palette.json: "ok", "warn" …
    static QString status(const gateway::usage::RequestRow& row);
    static QString tokens(const gateway::usage::RequestRow& row);
    /// "¥0.031"; "unknown" where tokens were used and nobody knows their price.
    static QString cost(const gateway::usage::RequestRow& row);
    /// Of all of them together: "≥ ¥0.031" where somebody does not know, or not all.
    static QString cost(const std::vector<const gateway::usage::RequestRow*>& rows);
};

} // namespace ui::models
