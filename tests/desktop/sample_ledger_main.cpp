#include "sample_ledger.h"

#include <QCoreApplication>
#include <QFile>
#include <QTextStream>

#include <chrono>

// sample_ledger FILE COUNT: writes a new ledger with the newest COUNT requests of invented weeks that end now.

int main(int argc, char* argv[])
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    QTextStream errors(stderr);
    const int count = arguments.value(2).toInt();
    if (arguments.size() != 3 || count <= 0 || QFile::exists(arguments[1])) {
        errors << "sample_ledger FILE COUNT: the file must not be there\n";
        return 2;
    }
    constexpr int kLeastPerDay = 300;
    auto requests = SampleLedger::requests(std::chrono::system_clock::now(), count / kLeastPerDay + 2);
    if (static_cast<int>(requests.size()) < count) {
        errors << "only " << requests.size() << " requests\n";
        return 1;
    }
    requests.erase(requests.begin(), requests.end() - count);
    SampleLedger::write(arguments[1], requests);
    return 0;
}
