#include "rule_words.h"

#include "failure_words.h"

#include <QLocale>

namespace ui::words {

using gateway::config::FailureClass;
using gateway::config::Next;
using gateway::config::Rests;
using gateway::config::StatusRange;
using gateway::routing::FailurePolicy;

namespace {

QString seconds(gateway::Milliseconds time) { return QLocale().toString(static_cast<double>(time.count()) / 1000); }

} // namespace

QString RuleWords::failure(std::optional<FailureClass> failure)
{
    return failure ? FailureWords::failureClass(*failure) : tr("invalid request");
}

QString RuleWords::rests(Rests rests)
{
    switch (rests) {
    case Rests::Nothing: return tr("nothing");
    case Rests::Key: return tr("key");
    case Rests::KeyOnModel: return tr("key for this model");
    case Rests::Model: return tr("model");
    case Rests::Provider: return tr("provider");
    }
    return {};
}

QString RuleWords::rests(std::optional<Rests> rests) { return rests ? RuleWords::rests(*rests) : tr("class default"); }

QString RuleWords::next(Next next)
{
    switch (next) {
    case Next::RetrySameKey: return tr("Retries the same key as set by the route, then the next target");
    case Next::NextKey: return tr("Tries the next key, or the next target if there are no more keys");
    case Next::NextTarget: return tr("Tries the next target");
    case Next::GiveUp: return tr("Returns the failure to the client");
    }
    return {};
}

QString RuleWords::nextInShort(Next next)
{
    switch (next) {
    case Next::RetrySameKey: return tr("retry key");
    case Next::NextKey: return tr("next key");
    case Next::NextTarget: return tr("next target");
    case Next::GiveUp: return tr("return to client");
    }
    return {};
}

QString RuleWords::moment(bool atOnce) { return atOnce ? tr("immediately") : tr("after repeated failures"); }

QString RuleWords::lasting(gateway::Milliseconds rest) { return rest.count() > 0 ? tr("%1 s").arg(seconds(rest)) : tr("by key failover"); }

QString RuleWords::statuses(const std::vector<StatusRange>& statuses)
{
    QStringList words;
    for (const StatusRange& range : statuses) words << QString::fromStdString(toText(range));
    return words.join(tr(", ", "between the statuses of a list"));
}

QStringList RuleWords::policy(const FailurePolicy& policy, std::optional<Rests> rests)
{
    const Rests resting = rests.value_or(policy.rests);
    QStringList sentences;
    if (resting == Rests::Nothing) {
        sentences << tr("No cooldown");
    } else {
        const QString who = RuleWords::rests(resting);
        sentences << (policy.atOnce ? tr("Immediate cooldown: %1").arg(who) : tr("Cooldown after repeated failures: %1").arg(who));
        if (policy.rest.count() > 0) {
            sentences.back() = tr("%1; %2 s if the provider reports no time").arg(sentences.back(), seconds(policy.rest));
        }
    }
    return sentences << next(policy.then);
}

} // namespace ui::words
