/* SPDX-License-Identifier: MIT */
#ifndef LOFT_BASE_KERNEL_H
#define LOFT_BASE_KERNEL_H

/* KERNEL before a function compiles it for several instruction sets; the fitting one is chosen when
 * the program starts. For the few dense loops over everybody. Integer arithmetic only: the same
 * bits in all. gcc only; sanitizers cannot start with it; clang 14 does not vectorise such clones.
 */
#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) && defined(__OPTIMIZE__) &&    \
    !defined(__SANITIZE_THREAD__) && !defined(__SANITIZE_ADDRESS__)
#define KERNEL                                                                                     \
    __attribute__((target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4"), noinline))
#else
#define KERNEL
#endif

#endif
