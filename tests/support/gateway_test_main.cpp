#include "catch_runner.h"

#include "gateway/loop/event_dispatcher.h"

#include <QCoreApplication>

// For code on the gateway thread: uses its event dispatcher.
int main(int argc, char* argv[])
{
    if (QAbstractEventDispatcher* const dispatcher = gateway::makeEventDispatcher())
        QCoreApplication::setEventDispatcher(dispatcher);
    QCoreApplication application(argc, argv);
    return runTestCases(argc, argv);
}
