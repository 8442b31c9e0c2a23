#pragma once

#include "ui/models/gateway_parts.h"

#include <QCoreApplication>
#include <QDate>
#include <QString>

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace ui::models {

/// The fields of a consumer form, to show errors at the right one.
enum class ConsumerField { Name, Ends, Models, Whole };

/// A problem of a draft, with its field.
struct ConsumerProblem {
    ConsumerField field = ConsumerField::Whole;
    QString text;
    QString detail = {}; ///< the gateway's message; may be empty
};

/// The content of a form for a consumer, or for another key of one. A value; main thread.
class ConsumerDraft {
    Q_DECLARE_TR_FUNCTIONS(ui::models::ConsumerDraft)
public:
    static constexpr int kLongestName = 128; ///< limit of the gateway

    QString name;
    std::optional<QDate> lastDay;    ///< of the key; empty: no expiry
    std::vector<std::string> routes; ///< empty: all
    QString models;                  ///< as typed, separated by commas or lines; empty: all
    bool isNew = true;               ///< false: a key for the existing consumer `name`, of which nothing else changes

    /// All problems; empty: it can be saved.
    std::vector<ConsumerProblem> check(const gateway::config::Settings& all, const QDate& today) const;
    /// The problem with a consumer name; empty: none. `own`: its current name.
    static QString nameProblem(const QString& name, const gateway::config::Settings& all, const QString& own = {});
    std::vector<std::string> modelNames() const;
    /// The end of the last day in local time, as RFC 3339 in UTC.
    std::optional<std::string> expiresAt() const;
};

/// The result: the key, which must be shown once, or the problem.
struct MadeKey {
    gateway::Secret key; ///< empty: there is a problem
    ConsumerProblem problem;
};

/// Creates the key and puts the settings in force. `done` is not called once `context` is destroyed.
void makeKey(const GatewayParts<Configuration>& access, const ConsumerDraft& draft, QObject* context, std::function<void(const MadeKey&)> done);

} // namespace ui::models
