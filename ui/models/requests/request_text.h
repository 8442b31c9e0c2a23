#pragma once

#include "gateway/usage/search/request_row.h"

#include <QCoreApplication>
#include <QDate>
#include <QString>

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace ui::models {

/// Texts about a request in a list, in the current language. Main thread.
class RequestText {
    Q_DECLARE_TR_FUNCTIONS(ui::models::RequestText)
public:
    /// Display name of a provider, by id.
    using NameOf = std::function<QString(const std::string&)>;

    /// The time, with the date unless it is today.
    static QString time(const gateway::usage::RequestRow& row, const QDate& today);
    static QString client(const gateway::usage::RequestRow& row);
    /// "Qwen · qwen-plus"; without the model if it is the requested one.
    static QString servedBy(const gateway::usage::RequestRow& row, const NameOf& nameOf);
    /// "200 after fallback", "404 model not found", "cancelled by client".
    static QString result(const gateway::usage::RequestRow& row);
    /// From palette.json: "ok", "warn" …
    static QString status(const gateway::usage::RequestRow& row);
    static QString tokens(const gateway::usage::RequestRow& row);
    /// All digits: "1,023", "1,023, estimated".
    static QString exactTokens(std::int64_t count, bool areEstimated);
    /// The same for all tokens of a request; "unknown" if they are.
    static QString exactTokens(const gateway::usage::ExchangeRecord& record);
    /// "¥0.031"; "unknown" if tokens were used but have no known price.
    static QString cost(const gateway::usage::RequestRow& row);
    /// For all of them together: "≥ ¥0.031" if some costs are unknown or incomplete.
    static QString cost(const std::vector<const gateway::usage::RequestRow*>& rows);
};

} // namespace ui::models
