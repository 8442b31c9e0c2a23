#include "fake_editing.h"

#include "gateway/clients/given_keys.h"

#include <QTimer>

#include <algorithm>
#include <iterator>

#include <utility>

using namespace gateway;

namespace {

std::optional<host::ConfigEditing::Parts> partsOf(const std::string& before, const std::string& after)
{
    return config::changedParts(before, after);
}

} // namespace

void FakeEditing::later(std::function<void()> call)
{
    ++m_pending;
    QTimer::singleShot(0, this, [this, call = std::move(call)] {
        --m_pending;
        call();
    });
}

void FakeEditing::afterChanges(std::function<void()> then)
{
    if (m_pending == 0) return then();
    later(std::move(then));
}

void FakeEditing::apply(const std::string& next)
{
    std::vector<config::Issue> issues;
    const auto document = config::Document::parse(next, issues);
    text = inForce = next;
    if (document && put) put(*document);
}

void FakeEditing::changed(const std::string& next)
{
    if (next == inForce) return;
    const std::string before = std::exchange(inForce, next);
    text = next;
    m_undone.clear();
    m_done.push_back({before, next});
    Q_EMIT undoChanged();
    Q_EMIT moved(Move::Changed, config::changedParts(before, next));
    Q_EMIT versionsChanged();
}

void FakeEditing::endSteps()
{
    m_done.clear();
    m_undone.clear();
    Q_EMIT undoChanged();
}

std::optional<host::ConfigEditing::Parts> FakeEditing::undoable() const
{
    return m_done.empty() ? std::nullopt : partsOf(m_done.back().before, m_done.back().after);
}

std::optional<host::ConfigEditing::Parts> FakeEditing::redoable() const
{
    return m_undone.empty() ? std::nullopt : partsOf(m_undone.back().before, m_undone.back().after);
}

void FakeEditing::undo(Done done)
{
    later([this, done = std::move(done)] {
        if (error) return done(failure(*error));
        if (m_done.empty()) return done(failure(ErrorKind::ConfigInvalid, gateway::asIs("There is nothing to take back.")));
        const Step step = m_done.back();
        m_done.pop_back();
        m_undone.push_back(step);
        apply(step.before);
        Q_EMIT undoChanged();
        Q_EMIT moved(Move::Undone, config::changedParts(step.before, step.after));
        done({});
    });
}

void FakeEditing::redo(Done done)
{
    later([this, done = std::move(done)] {
        if (m_undone.empty()) return done(failure(ErrorKind::ConfigInvalid, gateway::asIs("There is nothing to take back.")));
        const Step step = m_undone.back();
        m_undone.pop_back();
        m_done.push_back(step);
        apply(step.after);
        Q_EMIT undoChanged();
        Q_EMIT moved(Move::Redone, config::changedParts(step.before, step.after));
        done({});
    });
}

void FakeEditing::readText(std::function<void(config::FileText)> done)
{
    later([this, done = std::move(done)] { done(std::optional(text)); });
}

std::vector<config::Issue> FakeEditing::check(const std::string& of) const
{
    std::vector<config::Issue> issues;
    static_cast<void>(config::Document::parse(of, issues));
    return issues;
}

void FakeEditing::replaceText(std::string next, std::optional<std::string> base, Done done)
{
    later([this, next = std::move(next), base = std::move(base), done = std::move(done)] {
        if (error) return done(failure(*error));
        if (base != text) return done(failure(ErrorKind::Io, gateway::asIs("another program has changed the file")));
        const std::string before = inForce;
        m_undone.clear();
        m_done.push_back({before, next});
        apply(next);
        Q_EMIT undoChanged();
        Q_EMIT moved(Move::Changed, config::changedParts(before, next));
        Q_EMIT versionsChanged();
        done({});
    });
}

void FakeEditing::dropFields(std::vector<std::string> paths, Done done)
{
    std::vector<config::Issue> issues;
    const auto before = config::Document::parse(inForce, issues);
    const auto after = before ? before->without(paths, issues) : before;
    if (!after) return later([error = after.error(), done = std::move(done)] { done(failure(error)); });
    replaceText(after->toText(), text, std::move(done));
}

std::vector<std::string> FakeEditing::keysTakenByUndo() const
{
    std::vector<std::string> taken;
    std::vector<config::Issue> issues;
    if (m_done.empty()) return taken;
    const auto before = config::Document::parse(m_done.back().before, issues);
    const auto after = config::Document::parse(inForce, issues);
    if (!before || !after) return taken;
    std::ranges::set_difference(clients::acceptedKeys(after->settings()), clients::acceptedKeys(before->settings()), std::back_inserter(taken));
    return taken;
}

Result<void> FakeEditing::keepDraft(const std::string& kept)
{
    draft = kept;
    return {};
}

void FakeEditing::readDraft(std::function<void(std::optional<std::string>)> done)
{
    later([this, done = std::move(done)] { done(draft); });
}

void FakeEditing::listVersions(std::function<void(Result<std::vector<config::Version>>)> done)
{
    later([this, done = std::move(done)] { done(versions); });
}

Result<std::string> FakeEditing::versionText(int number) const
{
    for (std::size_t i = 0; i < versions.size(); ++i)
        if (versions[i].number == number) return versionTexts[i];
    return failure(ErrorKind::InvalidRequest, gateway::asIs("there is no such version"));
}

void FakeEditing::readRestorable(int number, std::function<void(Result<Restorable>)> done)
{
    later([this, number, done = std::move(done)] {
        done(versionText(number).map([this](const std::string& found) { return Restorable{found, stillRevoked}; }));
    });
}

void FakeEditing::readRestorable(std::string of, std::function<void(Result<Restorable>)> done)
{
    later([this, of = std::move(of), done = std::move(done)] { done(Restorable{of, stillRevoked}); });
}

void FakeEditing::restoreText(std::string next, Done done) { replaceText(std::move(next), text, std::move(done)); }

void FakeEditing::restoreVersion(int number, Done done)
{
    later([this, number, done = std::move(done)] {
        const auto found = versionText(number);
        if (!found) return done(failure(found.error()));
        replaceText(*found, text, done);
    });
}
