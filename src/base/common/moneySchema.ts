import * as z from 'zod'
import { CURRENCIES, LARGEST_AMOUNT } from './money.ts'

export const currencySchema = z.enum(CURRENCIES)

/** An amount somebody writes down, in minor units; what is negative is only ever written by the program, as a reversal. */
export const moneyAmountSchema = z.int().min(0).max(LARGEST_AMOUNT)

export const moneySchema = z.object({ amount: z.int(), currency: currencySchema })
