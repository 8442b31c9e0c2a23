#include "catch_runner.h"

#include <QCoreApplication>

int main(int argc, char* argv[])
{
    QCoreApplication application(argc, argv);
    return runTestCases(argc, argv);
}
