#include "arm_choice.h"

#include <QCryptographicHash>
#include <QtEndian>

#include <cstdint>

namespace gateway::evaluation {

std::size_t armFor(std::string_view experiment, std::string_view session, double shareOfSecond)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(QByteArray::number(static_cast<qulonglong>(experiment.size()))); // so that "a" + "bc" is not "ab" + "c"
    hash.addData(QByteArray(":"));
    hash.addData(QByteArray(experiment.data(), static_cast<qsizetype>(experiment.size())));
    hash.addData(QByteArray(session.data(), static_cast<qsizetype>(session.size())));
    const auto bits = qFromBigEndian<std::uint64_t>(hash.result().constData());
    const double place = static_cast<double>(bits >> 11U) * 0x1p-53; // 0 to 1, without 1
    return place < shareOfSecond ? 1 : 0;
}

} // namespace gateway::evaluation
