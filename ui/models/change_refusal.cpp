#include "change_refusal.h"

#include "ui/words/failure_words.h"
#include "ui/words/sentence_words.h"

namespace ui::models {

ChangeRefusal::ChangeRefusal(const Access& access, QObject* parent) : QObject(parent), m_access(access)
{
    connect(&access.news(), &GatewayNews::statusChanged, this, &ChangeRefusal::look);
}

void ChangeRefusal::set(const gateway::Error& error)
{
    m_error = error;
    m_detail = words::SentenceWords::detail(error, m_access.configuration().editing());
}

void ChangeRefusal::clear()
{
    m_error.reset();
    m_detail.clear();
}

QString ChangeRefusal::text() const { return m_error ? words::FailureWords::change(*m_error) : QString(); }

void ChangeRefusal::look()
{
    if (!m_error || !words::FailureWords::isOfBadFile(*m_error) || m_access.control().status().configInvalid) return;
    const QString said = text();
    clear();
    Q_EMIT over(said);
}

} // namespace ui::models
