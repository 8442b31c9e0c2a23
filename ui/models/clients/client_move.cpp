#include "client_move.h"
#include "ui/words/sentence_words.h"

#include <QPointer>
#include <QUrl>

#include <algorithm>

namespace ui::models {

using gateway::clients::ClientState;
using gateway::clients::Drift;
using gateway::clients::SetupPlan;
using gateway::clients::SetupWish;

ClientMove::ClientMove(gateway::host::ToolAccess& tools, QObject* parent) : QObject(parent), m_access(tools) {}

void ClientMove::plan(int from, int to, std::function<void()> done)
{
    m_tools.clear();
    const int run = ++m_run;
    m_access.detect({}, [self = QPointer(this), run, from, to, done = std::move(done)](const std::vector<ClientState>& states) {
        if (!self || self->m_run != run) return;
        const auto catalog = self->m_access.catalog();
        std::vector<SetupWish> wishes;
        for (const ClientState& state : states) {
            QUrl base(QString::fromStdString(state.base));
            const auto* entry = catalog ? catalog->find(state.id) : nullptr;
            if (!state.isSetUp || !entry || base.port() != from) continue;
            base.setPort(to);
            self->m_tools.push_back({state.id, QString::fromStdString(entry->name), std::nullopt, {}});
            const bool isOurs = state.drift == Drift::None || state.drift == Drift::Elsewhere;
            if (!isOurs) self->m_tools.back().problem = tr("its file was changed after setup");
            wishes.push_back({isOurs ? state.id : std::string(), base.toString(QUrl::StripTrailingSlash).toStdString(), state.model, {}});
        }
        self->planNext(run, 0, std::move(wishes), done);
    });
}

void ClientMove::planNext(int run, std::size_t index, std::vector<SetupWish> wishes, std::function<void()> done)
{
    while (index < wishes.size() && wishes[index].client.empty()) ++index;
    if (index >= wishes.size()) return done();
    const SetupWish wish = wishes[index];
    m_access.plan(wish, [self = QPointer(this), run, index, wishes = std::move(wishes), done = std::move(done)](const gateway::Result<SetupPlan>& plan) mutable {
        if (!self || self->m_run != run) return;
        if (plan) self->m_tools[index].plan = *plan;
        else self->m_tools[index].problem = words::SentenceWords::of(plan.error());
        self->planNext(run, index + 1, std::move(wishes), std::move(done));
    });
}

int ClientMove::count() const
{
    return static_cast<int>(std::count_if(m_tools.begin(), m_tools.end(), [](const Tool& tool) { return tool.plan.has_value(); }));
}

QString ClientMove::diff() const
{
    QString text;
    for (const Tool& tool : m_tools) {
        if (!tool.plan) continue;
        for (const auto& file : tool.plan->files) {
            if (!file.isUnchanged) text += file.path + QLatin1Char('\n') + QString::fromStdString(gateway::unifiedDiff(file.diff)) + QLatin1Char('\n');
        }
    }
    return text;
}

void ClientMove::apply(std::function<void()> done) { applyNext(0, std::move(done)); }

void ClientMove::applyNext(std::size_t index, std::function<void()> done)
{
    while (index < m_tools.size() && !m_tools[index].plan) ++index;
    if (index >= m_tools.size()) return done();
    m_access.setUp(*m_tools[index].plan, [self = QPointer(this), index, done = std::move(done)](const gateway::Result<gateway::Secret>& written) mutable {
        if (!self) return;
        if (!written) self->m_tools[index].problem = words::SentenceWords::of(written.error());
        self->applyNext(index + 1, std::move(done));
    });
}

} // namespace ui::models
