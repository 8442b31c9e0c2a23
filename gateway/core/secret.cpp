#include "secret.h"

namespace gateway {

void Secret::wipe()
{
    m_value.resize(m_value.capacity()); // what a shorter value left behind goes as well
    volatile char* bytes = m_value.data();
    for (std::size_t i = 0; i < m_value.size(); ++i)
        bytes[i] = 0;
    m_value.clear();
}

} // namespace gateway
