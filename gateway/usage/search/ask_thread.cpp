#include "ask_thread.h"

namespace gateway::usage {

AskThread::AskThread(const QString& name, QObject* parent)
    : QObject(parent)
{
    m_thread.setObjectName(name);
    m_inside.moveToThread(&m_thread);
    m_thread.start();
}

AskThread::~AskThread()
{
    forget();
    m_thread.quit();
    m_thread.wait();
}

void AskThread::post(std::function<void()> task)
{
    QMetaObject::invokeMethod(&m_inside, std::move(task), Qt::QueuedConnection);
}

void AskThread::answerHere(std::function<void()> task)
{
    QMetaObject::invokeMethod(this, std::move(task), Qt::QueuedConnection);
}

} // namespace gateway::usage
