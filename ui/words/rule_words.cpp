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
    return failure ? FailureWords::failureClass(*failure) : tr("the request is at fault");
}

QString RuleWords::rests(Rests rests)
{
    switch (rests) {
    case Rests::Nothing: return tr("nothing");
    case Rests::Key: return tr("the key");
    case Rests::KeyOnModel: return tr("the key for this model");
    case Rests::Model: return tr("the model");
    case Rests::Provider: return tr("the provider");
    }
    return {};
}

QString RuleWords::rests(std::optional<Rests> rests) { return rests ? RuleWords::rests(*rests) : tr("as its class"); }

QString RuleWords::next(Next next)
{
    switch (next) {
    case Next::RetrySameKey: return tr("The same key is tried again, as often as the route says; then the next target");
    case Next::NextKey: return tr("The next key is tried; where there is none, the next target");
    case Next::NextTarget: return tr("The next target is tried");
    case Next::GiveUp: return tr("Nothing else is tried: the client gets this failure");
    }
    return {};
}

QString RuleWords::nextInShort(Next next)
{
    switch (next) {
    case Next::RetrySameKey: return tr("same key again");
    case Next::NextKey: return tr("next key");
    case Next::NextTarget: return tr("next target");
    case Next::GiveUp: return tr("to the client");
    }
    return {};
}

QString RuleWords::moment(bool atOnce) { return atOnce ? tr("at once") : tr("after some failures"); }

QString RuleWords::lasting(gateway::Milliseconds rest) { return rest.count() > 0 ? tr("%1 s").arg(seconds(rest)) : tr("by key failover"); }

QString RuleWords::statuses(const std::vector<StatusRange>& statuses)
{
    QStringList words;
    for (const StatusRange& range : statuses) words << QString::fromStdString(toText(range));
    return words.join(QStringLiteral(", "));
}

QStringList RuleWords::policy(const FailurePolicy& policy, std::optional<Rests> rests)
{
    const Rests resting = rests.value_or(policy.rests);
    QStringList sentences;
    if (resting == Rests::Nothing) {
        sentences << tr("Nothing rests");
    } else {
        const QString who = RuleWords::rests(resting);
        sentences << (policy.atOnce ? tr("At once, this rests: %1").arg(who) : tr("After some failures, this rests: %1").arg(who));
        if (policy.rest.count() > 0) {
            sentences.back() = tr("%1; for %2 s where the provider does not say").arg(sentences.back(), seconds(policy.rest));
        }
    }
    return sentences << next(policy.then);
}

} // namespace ui::words
