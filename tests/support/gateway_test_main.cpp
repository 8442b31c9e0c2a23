#include "catch_runner.h"

#include "gateway/loop/event_dispatcher.h"

#include <QCoreApplication>

// For rooms that live on the gateway thread: with the dispatcher that it has.
int main(int argc, char* argv[])
{
    if (QAbstractEventDispatcher* const dispatcher = gateway::makeEventDispatcher())
        QCoreApplication::setEventDispatcher(dispatcher);
    QCoreApplication application(argc, argv);
    return runTestCases(argc, argv);
}
