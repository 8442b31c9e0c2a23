#include "consumer_draft.h"

#include "ui/words/failure_words.h"
#include "ui/words/sentence_words.h"

#include "gateway/host/clients/consumer_changes.h"

#include <QDateTime>
#include <QPointer>
#include <QRegularExpression>

#include <utility>

namespace ui::models {

using gateway::Result;
using gateway::Secret;
using gateway::config::Settings;

namespace {

constexpr auto kEverybodyElse = "anonymous"; ///< every caller without a key

} // namespace

QString ConsumerDraft::nameProblem(const QString& name, const Settings& all, const QString& own)
{
    const QString wanted = name.trimmed();
    if (wanted.isEmpty()) return tr("Enter a name");
    if (wanted == QLatin1StringView(kEverybodyElse)) return tr("“anonymous” is reserved for callers without a key. Choose another name");
    if (wanted == QString::fromUtf8(gateway::config::kOwnConsumer.data(), gateway::config::kOwnConsumer.size())) return tr("“Signalbox” is reserved for this window. Choose another name");
    if (wanted != own && gateway::host::findConsumer(all, wanted.toStdString())) return tr("A consumer with this name already exists");
    return {};
}

std::vector<ConsumerProblem> ConsumerDraft::check(const Settings& all, const QDate& today) const
{
    std::vector<ConsumerProblem> problems;
    const QString ofName = isNew ? nameProblem(name, all) : QString();
    if (!ofName.isEmpty()) problems.push_back({ConsumerField::Name, ofName});
    if (lastDay && *lastDay < today) problems.push_back({ConsumerField::Ends, tr("This date is in the past")});
    return problems;
}

std::vector<std::string> ConsumerDraft::modelNames() const
{
    static const QRegularExpression kBetween(QStringLiteral("[,，\\n]"));
    std::vector<std::string> names;
    for (const QString& part : models.split(kBetween, Qt::SkipEmptyParts)) {
        if (!part.trimmed().isEmpty()) names.push_back(part.trimmed().toStdString());
    }
    return names;
}

std::optional<std::string> ConsumerDraft::expiresAt() const
{
    if (!lastDay) return std::nullopt;
    return lastDay->addDays(1).startOfDay().addSecs(-1).toUTC().toString(Qt::ISODate).toStdString();
}

void makeKey(const GatewayParts<Configuration>& access, const ConsumerDraft& draft, QObject* context, std::function<void(const MadeKey&)> done)
{
    Settings next = access.configuration().settings();
    const std::string name = draft.name.trimmed().toStdString();
    const auto key = draft.isNew ? gateway::host::addConsumer(next, {name, draft.expiresAt(), draft.routes, draft.modelNames()})
                                 : gateway::host::addConsumerKey(next, name, draft.expiresAt());
    if (!key) return done({{}, {ConsumerField::Whole, words::SentenceWords::of(key.error())}});
    access.configuration().change(next, [access, guard = QPointer(context), key = *key, done = std::move(done)](const Result<void>& changed) {
        if (!guard) return;
        if (changed) return done({key, {}});
        done({{}, {ConsumerField::Whole, words::FailureWords::change(changed.error()), words::SentenceWords::detail(changed.error(), access.configuration().editing())}});
    });
}

} // namespace ui::models
