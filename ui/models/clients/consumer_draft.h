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

/// The fields of a consumer's form, so that an error stands beside its own.
enum class ConsumerField { Name, Ends, Models, Whole };

/// What is wrong with a draft, in words, and where.
struct ConsumerProblem {
    ConsumerField field = ConsumerField::Whole;
    QString text;
    QString detail = {}; ///< the gateway's own words; may be empty
};

/// A consumer, or one more key of it, as it stands in a form. A value; main thread.
class ConsumerDraft {
    Q_DECLARE_TR_FUNCTIONS(ui::models::ConsumerDraft)
public:
    static constexpr int kLongestName = 128; ///< what the gateway allows

    QString name;
    std::optional<QDate> lastDay;    ///< of the key; empty: it does not end
    std::vector<std::string> routes; ///< empty: all
    QString models;                  ///< as typed, with commas or lines between them; empty: all
    bool isNew = true;               ///< else a key for the consumer `name`, of which nothing else changes

    /// Everything that is wrong; empty: it may be saved.
    std::vector<ConsumerProblem> check(const gateway::config::Settings& all, const QDate& today) const;
    /// What is wrong with a name for a consumer; empty: nothing. `own`: its name so far.
    static QString nameProblem(const QString& name, const gateway::config::Settings& all, const QString& own = {});
    std::vector<std::string> modelNames() const;
    /// The end of the last day by this machine's clocks, as RFC 3339 in UTC.
    std::optional<std::string> expiresAt() const;
};

/// What came of it: the key, which is to be shown once, or what is wrong.
struct MadeKey {
    gateway::Secret key; ///< empty: there is a problem
    ConsumerProblem problem;
};

/// Makes the key and puts the settings in force. `done` is not called once `context` is gone.
void makeKey(const GatewayParts<Configuration>& access, const ConsumerDraft& draft, QObject* context, std::function<void(const MadeKey&)> done);

} // namespace ui::models
