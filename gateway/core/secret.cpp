#include "secret.h"

namespace gateway {

void Secret::wipe()
{
    m_value.resize(m_value.capacity()); // also wipes the remains of a longer earlier value
    volatile char* bytes = m_value.data();
    for (std::size_t i = 0; i < m_value.size(); ++i)
        bytes[i] = 0;
    m_value.clear();
}

} // namespace gateway
